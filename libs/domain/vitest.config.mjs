import { nodeTests } from '../../vitest.shared.mjs';

export default nodeTests('domain', import.meta.dirname);
