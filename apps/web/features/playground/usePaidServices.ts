import type { PaidServices } from '@infinitio/sdk/services'
import { address } from '@infinitio/domain'
import { useEffect, useState } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { mayCall } from '#web/parts/services/mayCall.ts'

/** The state while the paid services of an account are opened: still opening, ready, or failed. */
export type Opening =
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly error: unknown; readonly retry: () => void }
  | { readonly state: 'ready'; readonly services: PaidServices }

const everyMs = 15_000
const mostAttempts = 4
const pauseMs = 300

/** Opens the paid services of an account, and closes them when the page is left, so that another tab can use the key. */
export function usePaidServices(account: string, origins: readonly string[]): Opening {
  const [opening, setOpening] = useState<Opening>({ state: 'waiting' })
  const [attempt, setAttempt] = useState(0)
  const allowed = origins.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens again.
  useEffect(() => {
    let isLeft = false
    let opened: PaidServices | null = null
    setOpening({ state: 'waiting' })
    const open = async () => {
      const { openServices } = await import('@infinitio/sdk/services')
      const rpcUrl = new URL('/api/v1/rpc', window.location.origin).href
      const services = await patiently(() =>
        openServices(browserApi, {
          ...{ rpcUrl, payer: address(account.toLowerCase()) },
          mayCall: (url) => mayCall(url, allowed.split(' ')),
        }),
      )
      if (isLeft) return services.close()
      opened = services
      setOpening({ state: 'ready', services })
    }
    open().catch((error: unknown) => {
      if (!isLeft) setOpening({ state: 'failed', error, retry: () => setAttempt((count) => count + 1) })
    })
    const timer = window.setInterval(() => void opened?.look().catch(() => {}), everyMs)
    return () => {
      isLeft = true
      window.clearInterval(timer)
      opened?.close()
    }
  }, [account, allowed, attempt])
  return opening
}

/**
 * Opens the paid services. Another page may still use the key, perhaps a page that the user left a moment ago. So if the key is in use, tries again for a
 * second.
 */
async function patiently(open: () => Promise<PaidServices>): Promise<PaidServices> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await open()
    } catch (error) {
      if (problemOf(error).code !== 'serving.running' || attempt >= mostAttempts) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }
}
