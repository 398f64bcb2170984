import type * as requests from './wire/day-requests.js';
import type { Sent } from './wire/sent.js';

export type {
  DayFillView as DayFill,
  DaySheetView as DaySheetAnswer,
  DayNoteCommandView as DayNoteCommandAnswer,
  DayNoteView as DayNoteAnswer,
  NotedDaysView as NotedDaysAnswer,
} from './wire/day-answers.js';

export type WriteDayNoteRequest = Sent<requests.WriteDayNoteBody>;
