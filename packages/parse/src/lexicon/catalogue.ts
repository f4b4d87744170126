/** A class of GPU as the market's catalogue has it. */
export type CatalogueClass = { readonly classId: number; readonly name: string; readonly vramGib: number }

/** The market's classes and regions, in the form of `GET /classes`. */
export type Catalogue = {
  readonly classes: readonly CatalogueClass[]
  readonly regions: readonly { readonly regionId: number; readonly name: string }[]
}
