import { nodeTests } from '../../vitest.shared.mjs';

export default nodeTests('local', import.meta.dirname);
