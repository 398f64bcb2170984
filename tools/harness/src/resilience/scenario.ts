import type { Chance } from '@singularity/backend/members/chance.js';

/** Faults of one kind, and the proof that nothing came of them. */
export interface Scenario {
  readonly name: string;
  /** Sabotages of the harness, never of the product, under each of which the scenario must find something. */
  readonly controls: readonly string[];
  /** Whether it needs the version before. */
  readonly needsPrevious?: true;
  run(run: Run): Promise<Finding>;
}

/** `brief` in tests and for controls, `quick` where all are to fit in ten minutes, `long` where time does not matter. */
export type Size = 'brief' | 'quick' | 'long';

export interface Run {
  readonly chance: Chance;
  readonly size: Size;
  /** The folder of a checkout in which the version before was built; null where none was named. */
  readonly previous: string | null;
  /** The control of this run; null where nothing is sabotaged. */
  readonly sabotage: string | null;
  /** Whether there is time left; where not, it comes to its end. */
  inTime(): boolean;
  /** Whether to go on: there is time left, and less is done than there is to do. Shows how far it has come. */
  goesOn(done: number, of: number): boolean;
  /** Closed in reverse order once the run is over, however it ends. */
  defer(close: () => Promise<unknown>): void;
}

export interface Finding {
  /** What was done, in numbers. */
  readonly figure: string;
  /** What must not have happened, in sentences; empty in a product that holds. */
  readonly faults: readonly string[];
  /** It has failed itself, which says nothing about the product; a control that did so is not red. */
  readonly broke?: true;
}
