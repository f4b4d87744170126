/** The model name of the AI services that a development market starts for tests. They answer with random words, and pages warn of them before a payment. */
export const testModel = 'test-server-no-model'
