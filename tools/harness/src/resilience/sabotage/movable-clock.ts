// The clock of the app's machine, set by whoever has started it: a message says by how many milliseconds it is wrong.
const right = Date.now.bind(Date);
let wrongBy = 0;
const now = () => right() + wrongBy;

globalThis.Date = new Proxy(Date, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made) as Date,
  get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
});
process.on('message', (ms: number) => {
  wrongBy = ms;
  process.send?.('set');
});
process.channel?.unref();
