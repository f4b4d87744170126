import { errorTable, isErrorCode } from '@infinitio/domain'
import type { ProviderAlertWire } from '@infinitio/domain/wire'
import { dayOf } from '../provision/mandateFault.ts'
import { giveMandateCommand, mandateCure } from './signingText.ts'

/** Returns one sentence that names the problem and tells the provider what to check. The page `/provide` shows the same sentence. */
export function alertText({ kind, nodeName, gpu, value, code }: ProviderAlertWire): string {
  const node = nodeName ?? 'the machine'
  switch (kind) {
    case 'gpu_hot':
      return `GPU ${gpu} of ${node} has ${value} °C: look at its fans and its air`
    case 'gpu_memory_errors':
      return `the memory of GPU ${gpu} of ${node} had ${value} errors that it could not repair: restart the machine; if they come back, replace the GPU`
    case 'gpu_fault':
      return `the driver reports a fault of GPU ${gpu} of ${node} (Xid ${value}): look it up in NVIDIA's table of Xid errors`
    case 'disk_nearly_full':
      return `the disk of ${node} is ${value} % full`
    case 'residue':
      return `${node} could not wipe ${value} leases that ended, and takes no other: the agent's log says what is left`
    case 'suspect':
      return `${node} gives no sign of life and is hidden`
    case 'lost':
      return `${node} was silent for too long: its leases are over`
    case 'bond_short':
      return 'the bond is less than your machines require'
    case 'mandate_ends':
      return `the mandate of ${node} ends ${dayOf(value ?? 0)}, and its listing with it; there: ${giveMandateCommand}`
    case 'ask_unsigned': {
      if (code === 'node.wallet_needed')
        return `neither the wallet key nor a whole mandate is on ${node}, so its ask runs out (${code}); there: ${giveMandateCommand}`
      const why = code !== null && isErrorCode(code) ? ` ${errorTable[code].sentence}` : ''
      const cure = code?.startsWith('order.mandate_') ? `; there: ${mandateCure(code)}` : ''
      return `${node} cannot sign its ask again:${why} (${code})${cure}`
    }
    default:
      return kind satisfies never
  }
}
