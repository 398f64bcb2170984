import { PatientClient } from '@singularity/backend/database/patient-client.js';

// The app waits for the database for as long as it takes: what it must not do, and what `load` must notice.
Reflect.deleteProperty(PatientClient.prototype, 'query');
