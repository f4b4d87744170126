import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ValidatorList } from '#web/features/explorer/ValidatorList.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('explorer')
  return { title: t('tab.validators') }
}

/** `/explorer/validators`: lists the validators and their signatures. */
export default function ValidatorsPage() {
  return <ValidatorList />
}
