/** Rasa's own readers of training data, without the rest of Rasa. */
import type { VendorReader } from '../vendor-reader'

export const rasa: VendorReader = {
  name: 'rasa 3.6.21',
  formats: ['rasa-yaml', 'rasa-json', 'dialogflow'],
  // Rasa pins Python 3.10 and TensorFlow; its readers need neither.
  pip: [
    ['--no-deps', '--ignore-requires-python', 'rasa==3.6.21'],
    [
      'pluggy==1.7.0',
      'portalocker==4.4.2',
      'ruamel.yaml==0.17.21',
      'jsonschema==4.26.0',
      'packaging==20.9',
      'setuptools<81',
      'pykwalify==1.8.0',
      'structlog==26.1.0',
      'jsonpickle==4.1.4',
      'scipy==1.17.1',
    ],
  ],
  read: (cases, { python }) => python('read-rasa.py', cases),
}
