import { nodeTests } from '../../vitest.shared.mjs';

export default nodeTests('connectors', import.meta.dirname);
