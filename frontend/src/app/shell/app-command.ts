import type { IconName } from '../ui/icon';

/** Something that can be done from anywhere: by its name in the palette, by its keys, or both. */
export interface AppCommand {
  readonly name: string;
  readonly icon: IconName;
  readonly keys?: string;
  run(): unknown;
  /** Left out: always. */
  readonly when?: () => boolean;
}
