'use client'
import type { GeoPermissibleObjects } from 'd3-geo'
import { useEffect, useState } from 'react'
import { feature, mesh } from 'topojson-client'

/** The shapes of the world's land and the country borders, from world-atlas. */
export type World = { readonly land: GeoPermissibleObjects; readonly borders: GeoPermissibleObjects }

type Topology = Parameters<typeof feature>[0]
type Atlas = Topology & {
  readonly objects: { readonly countries: Parameters<typeof mesh>[1] & object; readonly land: Parameters<typeof feature>[1] }
}

let loaded: Promise<World> | null = null

/** Returns the outline of the world, or null until it has loaded. It loads once, and only when a map is shown. */
export function useWorld(): World | null {
  const [world, setWorld] = useState<World | null>(null)
  useEffect(() => {
    let isWanted = true
    loaded ??= loadWorld()
    void loaded.then((ready) => isWanted && setWorld(ready))
    return () => {
      isWanted = false
    }
  }, [])
  return world
}

/** Loads the map in steps and pauses between them, so that user input is not delayed. */
async function loadWorld(): Promise<World> {
  const { default: atlas } = (await import('world-atlas/countries-110m.json')) as unknown as { default: Atlas }
  await breath()
  const land = feature(atlas, atlas.objects.land)
  await breath()
  const borders = mesh(atlas, atlas.objects.countries, (a, b) => a !== b)
  await breath()
  return { land, borders }
}

function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
