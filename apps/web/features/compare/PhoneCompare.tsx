import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Button } from '#web/components/ui/Button.tsx'
import { clearCompared } from '#web/features/compare/comparedNodes.ts'
import { addressOfComparison, type Comparison } from '#web/features/compare/comparison.ts'

/** Links to the comparison of the chosen machines, and empties it, below the list on a phone. */
export function PhoneCompare(comparison: Comparison) {
  const t = useTranslations('search')
  const tCompare = useTranslations('compare')
  return (
    <>
      <Button asChild>
        <Link href={addressOfComparison(comparison)}>{t('compare', { count: comparison.nodes.length })}</Link>
      </Button>
      <Button shape="icon" aria-label={tCompare('clear')} onClick={clearCompared}>
        <X className="i" aria-hidden />
      </Button>
    </>
  )
}
