/** No file and no folder stands, by whatever way, on what stands on it; imports of types alone count as well. */
export default {
  forbidden: [
    { name: 'no-circle-of-files', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-circle-of-folders', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
  ],
  options: {
    // Tests and their helpers stand on everything.
    exclude: { path: '\\.spec\\.ts$|/testing/|(^|/)(dist|\\.nx|\\.angular|\\.cache|\\.data|test-results)/' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    // Libraries as they are written, and not as they were built.
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['@singularity/source', 'import', 'types'] },
  },
};
