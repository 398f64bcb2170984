export type { ProjectionsView as ProjectionsStanding, StatusView as StatusAnswer } from './wire/status-answers.js';
