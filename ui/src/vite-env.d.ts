interface ImportMetaEnv {
  /** Where the bridge listens, when it is not where the page came from. */
  readonly VITE_BRIDGE?: string;
}
