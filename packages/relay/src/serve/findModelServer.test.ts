import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestModel, testModel, type TestModel } from '../../test/startTestModel.ts'
import { findModelServer } from './findModelServer.ts'

describe('the model server', () => {
  let model: TestModel
  beforeAll(async () => {
    model = await startTestModel()
  })
  afterAll(() => model.stop())

  it('is the first usual one that answers with a model', async () => {
    const usual = [
      { name: 'silent', url: 'http://127.0.0.1:1/v1' },
      { name: 'test', url: model.url },
    ]
    expect(await findModelServer(undefined, null, usual)).toEqual({ name: 'test', url: model.url, models: [testModel] })
  })

  it('is the named one, or none', async () => {
    expect((await findModelServer(`${model.url}/`, 'key')).models).toEqual([testModel])
    await expect(findModelServer('http://127.0.0.1:1/v1', null)).rejects.toThrow('No model server answers here')
    await expect(findModelServer(undefined, null, [])).rejects.toThrow('No model server answers here')
  })
})
