import { InfinitioError } from '@infinitio/sdk'
import { describe, expect, it } from 'vitest'
import { readServiceFile } from './serviceFile.ts'

const good = `model: tiny-chat
command: node server.mjs
files: { server.mjs: ./server.mjs }
resources: { class: h100, gpus: 2, max_price: 2.10 }
budget: 4.00
`

describe('the file of a service on rented machines', () => {
  it('has usual values for everything but the model, the command, the price and the budget', () => {
    const file = readServiceFile(good)
    expect(file).toMatchObject({ model: 'tiny-chat', port: 8_000, files: { 'server.mjs': './server.mjs' }, startPrice: null, waitSeconds: 60 })
    expect(file.wish).toMatchObject({
      gpuClass: 'h100',
      gpus: 2,
      seconds: 3_600,
      ports: [8_000],
      mostNoticeSeconds: 300,
      maxPricePerGpuHour: 2_100_000_000_000_000_000n,
    })
    expect(file.limits).toEqual({ leastMachines: 0, mostMachines: 1, budgetPerHour: 4n * 10n ** 18n, queue: 0, idleSeconds: 300, slots: 8 })
  })

  it('takes other values', () => {
    const more = 'machines: 1-4\nqueue: 2\nidle: 10m\nslots: 32\nstart_price: 0.02\nport: 11434\ntime: 2h\nwait: 3m\nnotice: 0s\n'
    expect(readServiceFile(good + more)).toMatchObject({
      ...{ port: 11_434, startPrice: 20_000_000_000_000_000n, waitSeconds: 180 },
      ...{
        wish: { seconds: 7_200, ports: [11_434], mostNoticeSeconds: 0 },
        limits: { leastMachines: 1, mostMachines: 4, queue: 2, idleSeconds: 600, slots: 32 },
      },
    })
  })

  it.each([
    ['modl: x', 'line 6: modl is not a key here; did you mean model?'],
    ['machines: 3-1', 'line 6: machines: least and most'],
    ['machines: 0-0', 'machines: least and most'],
    ['machines: 0-65', 'at most 64'],
    ['slots: 0', 'slots: a whole number from 1 to 1024'],
    ['queue: 1.5', 'queue: a whole number'],
    ['idle: soon', 'idle: a time such as 300s'],
    ['wait: 5s', 'wait: a time such as 300s or 10m, from 10 to 600 s'],
    ['notice: 2d', 'notice: a time'],
    ['start_price: -1', 'start_price: an amount in PT'],
    ['port: 70000', 'port: a whole number from 1 to 65535'],
    ['image: node', 'image: name it with its digest'],
    ['command: ""', 'Map keys must be unique'],
    ['files: [a]', 'Map keys must be unique'],
    ['secrets: [a b]', 'secrets: a b is not a name'],
    ['x: &a [1]\ny: *a', 'x is not a key here'],
  ])('is refused with %s', (line, detail) => {
    expect(problemOf(`${good}${line}\n`)).toContain(detail)
  })

  it.each([
    ['model', 'model: name the model'],
    ['command', 'command: write what runs'],
    ['resources', 'max_price: say in PT'],
    ['budget', 'budget: say in PT'],
  ])('is refused without %s', (key, detail) => {
    const lines = good.split('\n').filter((line) => !line.startsWith(`${key}:`))
    expect(problemOf(lines.join('\n'))).toContain(detail)
  })

  it('is refused if it is a list, broken, or names a path outside of the folder of the lease', () => {
    expect(problemOf('- a')).toContain('must have keys and values')
    expect(problemOf('a: [')).not.toBe('')
    expect(problemOf(good.replace('server.mjs: ./server.mjs', '"../x": ./server.mjs'))).toContain('files: give each name a path')
  })

  function problemOf(text: string): string {
    try {
      readServiceFile(text)
      return ''
    } catch (error) {
      if (!(error instanceof InfinitioError) || error.code !== 'api.invalid_field') throw error
      return error.detail
    }
  }
})
