'use client'
import dynamic from 'next/dynamic'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'

const SimulatorPanel = dynamic(() => import('#web/features/simulator/SimulatorPanel.tsx').then((module) => module.SimulatorPanel), {
  ssr: false,
  loading: () => <GovernSkeleton />,
})

/** The simulator; its tables of parameters are loaded after the page. */
export function SimulatorView() {
  return <SimulatorPanel />
}
