import { Presence } from './presence.js';

it('finds a member beside others for a second after any of them has read', () => {
  const presence = new Presence();
  presence.read('one', 0);
  expect(presence.isBesideOthers('one', 0)).toBe(false);
  presence.read('another', 500);
  presence.read('one', 900);
  expect(presence.isBesideOthers('one', 1_400)).toBe(true);
  expect(presence.isBesideOthers('another', 1_400)).toBe(true);
  expect(presence.isBesideOthers('one', 1_500)).toBe(false);
});
