import { nodeTests } from '../../vitest.shared.mjs';

export default nodeTests('push', import.meta.dirname);
