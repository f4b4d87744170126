export { installFromPypi, type PythonPlace } from './python/installFromPypi.ts'
export { startSeller, type TestSeller } from './startSeller.ts'
export { startTestModel, testModel, type TestModel } from './startTestModel.ts'
