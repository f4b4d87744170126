import { readFileSync } from 'node:fs'
import { hashTypedData } from 'viem'
import { describe, expect, it } from 'vitest'
import { hex32 } from '../hashing/hex32.ts'
import { address } from '../ids/address.ts'
import { pTokenUnits } from '../units/pTokenUnits.ts'
import { unixSeconds } from '../units/seconds.ts'
import { hashPoolCall, hashStoreReceipt, poolCallFields, poolCallTypedData, storeReceiptStruct } from './poolMessages.ts'
import { taskBatchStruct } from './taskBatch.ts'

const contract = (path: string) => readFileSync(new URL(`../../../../contracts/src/${path}`, import.meta.url), 'utf8')
const spelled = (fields: readonly { name: string; type: string }[]) => fields.map((field) => `${field.type} ${field.name}`)
const domain = { chainId: 31_337, pool: address(`0x${'5'.repeat(40)}`) }

describe('messages to the task pool', () => {
  it('have the fields of the contract', () => {
    const body = /^struct Batch \{([^}]*)\}/m.exec(contract('types/TaskPoolTypes.sol'))?.[1] ?? ''
    const inSolidity = body.split('\n').map((line) =>
      line
        .replace(/\/\/.*/, '')
        .trim()
        .replace(/;$/, ''),
    )
    expect(inSolidity.filter((line) => line !== '')).toEqual(spelled(taskBatchStruct.fields))
    expect(contract('abstracts/PoolRelay.sol')).toContain(`"PoolCall(${spelled(poolCallFields).join(',')})"`)
    expect(contract('abstracts/PoolWork.sol')).toContain(`"StoreReceipt(${spelled(storeReceiptStruct.fields).join(',')})"`)
  })

  it('hash as wallets do', () => {
    const call = {
      account: address(`0x${'a'.repeat(40)}`),
      what: 'withdraw(uint256)',
      data: '0x2e1a7d4d' as const,
      maxSpend: pTokenUnits(7n),
      nonce: 8n,
      expiry: unixSeconds(9n),
    }
    const data = poolCallTypedData(call, domain)
    expect(hashPoolCall(call, domain)).toBe(hashTypedData(data as Parameters<typeof hashTypedData>[0]))
    const receipt = { task: hex32(`0x${'1'.repeat(64)}`), tries: 2, commitment: hex32(`0x${'3'.repeat(64)}`) }
    const receiptData = { ...data, types: { StoreReceipt: [...storeReceiptStruct.fields] }, primaryType: 'StoreReceipt', message: receipt }
    expect(hashStoreReceipt(receipt, domain)).toBe(hashTypedData(receiptData as Parameters<typeof hashTypedData>[0]))
  })
})
