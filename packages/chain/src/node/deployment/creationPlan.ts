import { type Address, address } from '@infinitio/domain'
import { concatHex, encodeAbiParameters, getContractAddress, type Hex } from 'viem'
import type { PlannedCall } from '../sending/sendCalls.ts'

const creationGas = 9_000_000n

/** The contracts that one key creates one after another. The nonce of each creation determines the contract's address. */
export class CreationPlan {
  readonly calls: PlannedCall[] = []
  readonly #owner: Address
  #nonce: number

  constructor(owner: Address, nonce: number) {
    this.#owner = owner
    this.#nonce = nonce
  }

  /** Returns the address of the contract that is created `ahead` creations after the next one. */
  place(ahead: number): Address {
    return address(getContractAddress({ from: this.#owner, nonce: BigInt(this.#nonce + ahead) }).toLowerCase())
  }

  create(name: string, bytecode: Hex, constructorArguments: readonly (readonly [type: string, value: unknown])[]): Address {
    const types = constructorArguments.map(([type]) => ({ type }))
    const values = constructorArguments.map(([, value]) => value)
    return this.createWith(name, concatHex([bytecode, encodeAbiParameters(types, values)]))
  }

  /** Adds the creation of a contract whose code already contains its constructor arguments. */
  createWith(name: string, data: Hex): Address {
    this.calls.push({ what: `creating ${name}`, to: null, data, value: 0n, gas: creationGas })
    const place = this.place(0)
    this.#nonce += 1
    return place
  }
}
