import { type Address, address } from '@infinitio/domain'
import { concatHex, encodeAbiParameters, getContractAddress, type Hex } from 'viem'
import type { PlannedCall } from '../sending/sendCalls.ts'

const creationGas = 9_000_000n

/** A contract to create: its address, the code that creates it, and its encoded constructor arguments (`0x` without any). */
export type PlannedContract = { readonly name: string; readonly address: Address; readonly creationCode: Hex; readonly constructorArguments: Hex }

/** The contracts that one key creates one after another. The key's nonce at each creation determines the contract's address. */
export class CreationPlan {
  readonly calls: PlannedCall[] = []
  readonly contracts: PlannedContract[] = []
  readonly #owner: Address
  #nonce: number

  constructor(owner: Address, nonce: number) {
    this.#owner = owner
    this.#nonce = nonce
  }

  /** Returns the address that a later contract of this plan will have: `ahead` is 0 for the next contract, 1 for the one after it, and so on. */
  place(ahead: number): Address {
    return address(getContractAddress({ from: this.#owner, nonce: BigInt(this.#nonce + ahead) }).toLowerCase())
  }

  create(name: string, bytecode: Hex, constructorArguments: readonly (readonly [type: string, value: unknown])[]): Address {
    const types = constructorArguments.map(([type]) => ({ type }))
    const values = constructorArguments.map(([, value]) => value)
    return this.#add({ name, creationCode: bytecode, constructorArguments: encodeAbiParameters(types, values) })
  }

  /** Adds the creation of a contract. `data` already contains its constructor arguments. */
  createWith(name: string, bytecode: Hex, data: Hex): Address {
    return this.#add({ name, creationCode: bytecode, constructorArguments: `0x${data.slice(bytecode.length)}` })
  }

  #add(contract: Omit<PlannedContract, 'address'>): Address {
    const { name, creationCode, constructorArguments } = contract
    const place = this.place(0)
    this.calls.push({ what: `creating ${name}`, to: null, data: concatHex([creationCode, constructorArguments]), value: 0n, gas: creationGas })
    this.contracts.push({ ...contract, address: place })
    this.#nonce += 1
    return place
  }
}
