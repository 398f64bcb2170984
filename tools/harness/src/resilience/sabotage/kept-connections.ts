import { PatientClient } from '@singularity/backend/database/patient-client.js';

// Connections to a server that takes no changes go back into the pool: what `failover` must notice.
Object.defineProperty(PatientClient.prototype, 'isReadOnly', { get: () => false });
