import { nodeTests } from '../../vitest.shared.mjs';

export default nodeTests('harness', import.meta.dirname, { postgres: true });
