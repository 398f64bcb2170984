import { nodeTests } from '../vitest.shared.mjs';

export default nodeTests('backend', import.meta.dirname, { postgres: true });
