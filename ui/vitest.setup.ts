import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';

// nhsuk-frontend asks for both before any of its components starts.
Object.defineProperty(HTMLScriptElement.prototype, 'noModule', { value: true, configurable: true });

// jsdom has no layout: it warns where a page would scroll.
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;

beforeEach(() => {
  document.documentElement.lang = 'en-GB';
  document.body.className = 'nhsuk-frontend-supported';
});

afterEach(cleanup);
