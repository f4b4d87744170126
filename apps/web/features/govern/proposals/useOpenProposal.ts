import { getProposal } from '@infinitio/sdk'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { isMissing } from '#web/parts/api/problem.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { notify } from '#web/parts/toasts/notify.ts'

const [tries, betweenMs] = [30, 500]

/** Returns a function that opens a new proposal by its number at the governor, once the API has read its block. */
export function useOpenProposal(): (id: bigint) => Promise<void> {
  const router = useRouter()
  const t = useTranslations('govern.propose')
  return async (id) => {
    for (let tried = 0; tried < tries; tried += 1) {
      try {
        const { number, votesFrom, blockTimestamp } = await getProposal(browserApi, id.toString())
        void notify({ tone: 'success', text: t('submitted', { number, span: spanText(votesFrom - blockTimestamp) }) })
        router.push(`/govern/proposals/${number}`)
        return
      } catch (error) {
        // Only a missing proposal can appear with the next block. After any other failure, the reader can use the link to the list.
        if (!isMissing(error)) return
        await new Promise((resolve) => setTimeout(resolve, betweenMs))
      }
    }
  }
}
