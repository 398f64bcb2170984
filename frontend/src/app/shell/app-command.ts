import type { IconName } from '../ui/icon';

/** Something that can be done from anywhere: by its name in the palette, by its keys, or both. */
export interface AppCommand {
  readonly name: string;
  /** What else one may call it, to find it by. */
  readonly words?: string;
  readonly icon: IconName;
  readonly keys?: string;
  run(): unknown;
  /** Left out: always. */
  readonly when?: () => boolean;
}

/** What the shell offers, as the palette takes it. */
export interface ShellCommands {
  readonly pages: readonly AppCommand[];
  readonly actions: readonly AppCommand[];
  goTo(path: string, params?: Readonly<Record<string, string>>): unknown;
  compare(): unknown;
  signOut(where: 'here' | 'everywhere'): unknown;
}
