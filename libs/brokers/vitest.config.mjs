import { nodeTests } from '../../vitest.shared.mjs';

export default nodeTests('brokers', import.meta.dirname);
