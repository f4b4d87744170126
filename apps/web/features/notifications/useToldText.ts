import { assertNever } from '@infinitio/domain'
import type { NotificationWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { minuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { useSavedTitle } from '#web/parts/search/useSavedTitle.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

/** What a notification says, in a person's words. */
export function useToldText(item: NotificationWire): string {
  const t = useTranslations('notifications')
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const titleOf = useSavedTitle(catalogue)
  const nodeOf = ({ node, nodeName }: { node: string; nodeName: string | null }) => nodeName ?? shortHex(node)
  const leaseOf = (facts: { lease: string; leaseName: string | null; node: string; nodeName: string | null }) =>
    facts.leaseName ?? t('leaseOn', { lease: facts.lease, node: nodeOf(facts) })
  switch (item.kind) {
    case 'lease_ready':
    case 'machine_lost':
    case 'order_filled':
      return t(`told.${item.kind}`, { lease: leaseOf(item.facts) })
    case 'lease_ending':
      return t(item.facts.extensionStopped ? 'told.extension_stopped' : 'told.lease_ending', {
        ...{ lease: leaseOf(item.facts), end: minuteText(item.facts.endAt) },
      })
    case 'lease_ended': {
      const { spent, refund } = item.facts
      return t('told.lease_ended', { lease: leaseOf(item.facts), spent: amountText(BigInt(spent)), refund: amountText(BigInt(refund)) })
    }
    case 'lease_budget': {
      const { locked, most } = item.facts
      return t('told.lease_budget', { lease: leaseOf(item.facts), locked: amountText(BigInt(locked)), most: amountText(BigInt(most)) })
    }
    case 'key_budget': {
      const { key, spent, total } = item.facts
      return t('told.key_budget', { key: shortHex(key), spent: amountText(BigInt(spent)), total: amountText(BigInt(total)) })
    }
    case 'lease_shared':
    case 'share_changed':
      return t(`told.${item.kind}`, { lease: leaseOf(item.facts), holder: shortHex(item.facts.holder), right: item.facts.right })
    case 'share_ended':
      return t('told.share_ended', { lease: leaseOf(item.facts), holder: shortHex(item.facts.holder) })
    case 'node_leased':
      return t('told.node_leased', { node: nodeOf(item.facts), gpus: item.facts.gpus, duration: spanText(item.facts.durationSeconds) })
    case 'node_silent':
      return t('told.node_silent', { node: nodeOf(item.facts) })
    case 'node_lost':
      return t('told.node_lost', { node: nodeOf(item.facts), leases: item.facts.leases })
    case 'search_found':
      return t('told.search_found', { found: item.facts.found, title: titleOf(item.facts.query) })
    case 'webhook_disabled':
      return t('told.webhook_disabled', { host: new URL(item.facts.url).host })
    default:
      return assertNever(item)
  }
}
