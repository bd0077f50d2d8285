import { bfLu } from './readers/bf-lu'
import { hassil } from './readers/hassil'
import { jovoModels } from './readers/jovo'
import { jsYaml } from './readers/js-yaml'
import { nlpjsBasic } from './readers/nlpjs'
import { ovosSpec } from './readers/ovos'
import { papaparse } from './readers/papaparse'
import { rasa } from './readers/rasa'
import { snips } from './readers/snips'
import type { VendorReader } from './vendor-reader'

/** The platforms' own readers that npm and PyPI have. */
export const allReaders: readonly VendorReader[] = [
  bfLu,
  nlpjsBasic,
  jovoModels,
  papaparse,
  jsYaml,
  rasa,
  snips,
  hassil,
  ovosSpec,
]
