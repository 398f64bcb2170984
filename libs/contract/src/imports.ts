import type * as requests from './wire/import-requests.js';
import type { Sent } from './wire/sent.js';

export type {
  ImportFileView as ImportFile,
  ImportMappingView as ImportMapping,
  ImportNoteView as ImportNote,
  ImportQuestionView as ImportQuestionAsked,
  ImportTotalView as ImportTotal,
  ImportView as ImportAnswer,
  LookAlikeView as LookAlike,
  UndoImportView as UndoImportAnswer,
} from './wire/import-answers.js';

export type EditImportRequest = Sent<requests.EditImportBody>;
