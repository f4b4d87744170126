'use client'
import dynamic from 'next/dynamic'

/** Shows `MarketStateLine`. The server renders the line, and the browser loads its script after the scripts that the page needs first. */
export const MarketStateHost = dynamic(() => import('#web/features/health/MarketStateLine.tsx').then((module) => module.MarketStateLine))
