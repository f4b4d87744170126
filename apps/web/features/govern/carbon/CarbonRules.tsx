'use client'
import type { CarbonWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { emissionQuery } from '#web/parts/govern/emissionQueries.ts'
import { RuleList } from '#web/parts/govern/RuleList.tsx'
import { bpsText, gText } from '#web/parts/govern/tokenText.ts'

/** The payment of the example with a proof, in PT. */
const example = 100n

type CarbonRulesProps = { readonly limits: NonNullable<CarbonWire['limits']> }

/** Shows how much a proof of green energy changes a payment, by the present factor for machines without a proof, and how a proof is audited. */
export function CarbonRules({ limits }: CarbonRulesProps) {
  const t = useTranslations('govern.carbon.rules')
  const { data } = useQuery(emissionQuery(browserApi))
  const floor = data?.emission?.factors?.environmentFloor
  return (
    <RuleList
      title={t('title')}
      rules={[
        ...(floor === undefined ? [] : [t('example', { without: amountText(example * BigInt(floor)) })]),
        t('bond', { bond: gText(limits.bond), share: bpsText(limits.slashBps) }),
        t('auditors', { count: limits.auditors, span: spanText(limits.auditSeconds), fee: gText(limits.auditorFee) }),
        t('vote'),
      ]}
    />
  )
}
