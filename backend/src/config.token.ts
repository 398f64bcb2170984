/** What to ask the injector for to get the `Config`. */
export const CONFIG = Symbol('config');
