'use client'
import dynamic from 'next/dynamic'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'

const SimulatorPanel = dynamic(() => import('#web/features/simulator/SimulatorPanel.tsx').then((module) => module.SimulatorPanel), {
  ssr: false,
  loading: () => <GovernSkeleton />,
})

/** Shows the economy simulator. Its tables of parameters load after the page. */
export function SimulatorView() {
  return <SimulatorPanel />
}
