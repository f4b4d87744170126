import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ProvideTasksView } from '#web/features/provide-tasks/ProvideTasksView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('provideTasks')
  return { title: t('title') }
}

/** `/provide/tasks`: shows the provider's stake at the task pool, its earnings from tasks, and why its machines take no task now. */
export default function ProvideTasksPage() {
  return <ProvideTasksView />
}
