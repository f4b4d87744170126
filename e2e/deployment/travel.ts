import type { TestDeployment } from './startTestDeployment.ts'

/** Moves the chain's clock forward by this many seconds, with a block. */
export async function travel({ rpcUrl }: Pick<TestDeployment, 'rpcUrl'>, bySeconds: number): Promise<void> {
  for (const [method, params] of [
    ['evm_increaseTime', [bySeconds]],
    ['evm_mine', []],
  ] as const) {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    await fetch(rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  }
}
