import { address, hex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { checkKeyHolders, oneHolder } from './keyHolders.ts'

const account = (digit: string) => address(`0x${digit.repeat(40)}`)
const holders = { operator: account('1'), pauser: account('2'), veto: account('3') }
const spares = { engine: account('4'), receipt: account('5'), gatewayHost: hex32(`0x${'6'.repeat(64)}`) }

describe('checkKeyHolders', () => {
  it('accepts three addresses and spare keys', () => {
    expect(() => checkKeyHolders(10, { holders, spares })).not.toThrow()
  })

  it.each([
    { ...holders, operator: holders.pauser },
    { ...holders, pauser: holders.veto },
    { ...holders, veto: holders.operator },
    oneHolder(holders.operator),
  ])('refuses one address for two keys, %o', (equal) => {
    expect(() => checkKeyHolders(10, { holders: equal, spares })).toThrow(/three addresses/)
  })

  it('refuses a deployment without spare keys', () => {
    expect(() => checkKeyHolders(10, { holders, spares: null })).toThrow(/spare engine key/)
  })

  it('accepts one address and no spare keys on a development chain', () => {
    expect(() => checkKeyHolders(31_337, { holders: oneHolder(holders.operator), spares: null })).not.toThrow()
  })
})
