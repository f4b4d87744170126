import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Button } from '#web/components/ui/Button.tsx'
import { addressOfComparison, type Comparison } from '#web/features/compare/comparison.ts'

/** Links to the comparison of the chosen machines, below the list on a phone. */
export function PhoneCompare(comparison: Comparison) {
  const t = useTranslations('search')
  return (
    <Button asChild>
      <Link href={addressOfComparison(comparison)}>{t('compare', { count: comparison.nodes.length })}</Link>
    </Button>
  )
}
