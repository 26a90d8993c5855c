import type { DirectoryService } from '../api/types';

/** The services whose words hold everything that was typed, however it was spaced. */
export function serviceFilter(services: DirectoryService[], typed: string): DirectoryService[] {
  const wanted = typed.toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean);
  return services.filter((service) => {
    const said = Object.values((service.record.body ?? {}) as Record<string, unknown>);
    const words = [...said, service.centre.name].filter((word) => typeof word === 'string');
    const all = words.join(' ').toLocaleLowerCase('en-GB');
    return wanted.every((word) => all.includes(word));
  });
}
