/** Jovo's converters: its model to Alexa's and Dialogflow's with their checks, and Alexa's model to its own and back. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Counts, readEach, type VendorReader } from '../vendor-reader'

type Model = {
  intents: Record<string, { phrases?: string[] }>
  entityTypes?: Record<string, { values?: { synonyms?: string[] }[] }>
  alexa?: { interactionModel?: { languageModel?: { intents?: { samples?: string[] }[] } } }
}

type Converter = {
  new (
    model?: unknown,
    locale?: string,
  ): {
    importNative: (files: unknown[], locale: string) => void
    exportJovoModel: () => Model
    exportNative: () => unknown
    validateModel: (validator: unknown) => void
  }
  getValidator: (model: unknown) => unknown
  validate: (locale: string, model: unknown, validator: unknown) => void
}

export const jovoModels: VendorReader = {
  name: '@jovotech/model-alexa, -dialogflow',
  formats: ['alexa', 'jovo'],
  npm: {
    '@jovotech/model': '4.0.3',
    '@jovotech/model-alexa': '4.0.3',
    '@jovotech/model-dialogflow': '4.0.3',
    // It forgets to ask for it.
    uuid: '8.3.2',
  },
  read: (cases, { load }) => {
    const { JovoModelAlexa } = load('@jovotech/model-alexa') as { JovoModelAlexa: Converter }
    const { JovoModelDialogflow } = load('@jovotech/model-dialogflow') as {
      JovoModelDialogflow: Converter
    }
    return readEach(cases, async ({ folder, files, format, locale }) => {
      const name = files[0] ?? ''
      const json = JSON.parse(await readFile(join(folder, name), 'utf8'))
      if (format === 'alexa') {
        const converter = new JovoModelAlexa()
        converter.importNative([{ path: [name], content: json }], locale)
        const model = converter.exportJovoModel()
        check(JovoModelAlexa, model, locale)
        new JovoModelAlexa(model, locale).exportNative()
        return countModel(model)
      }
      check(JovoModelAlexa, json, locale)
      new JovoModelAlexa(json, locale).exportNative()
      new JovoModelDialogflow(json, locale).exportNative()
      return countModel(json)
    })
  },
}

function check(converter: Converter, model: unknown, locale: string): void {
  converter.validate?.(locale, model, converter.getValidator(model))
}

function countModel(model: Model): Partial<Counts> {
  const own = Object.values(model.intents).map(({ phrases }) => phrases ?? [])
  const builtIn = model.alexa?.interactionModel?.languageModel?.intents ?? []
  const values = Object.values(model.entityTypes ?? {}).flatMap((type) => type.values ?? [])
  return {
    intents: own.length + builtIn.length,
    patterns: [...own, ...builtIn.map(({ samples }) => samples ?? [])].flat().length,
    values: values.length,
    synonyms: values.reduce((sum, { synonyms }) => sum + (synonyms?.length ?? 0), 0),
  }
}
