import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  isNested,
  type Attribute,
  type Attributes,
  type AttributeType,
  type Nesting,
  type Schema,
} from '../../../provider-schema';
import { Schema_Object_NestingMode, type Schema_AttributeSchema, type SchemaSchema } from './tfplugin6_pb';

type AttributeMessage = MessageInitShape<typeof Schema_AttributeSchema>;

const NESTING: Readonly<Record<Nesting, Schema_Object_NestingMode>> = {
  single: Schema_Object_NestingMode.SINGLE,
  list: Schema_Object_NestingMode.LIST,
  set: Schema_Object_NestingMode.SET,
  map: Schema_Object_NestingMode.MAP,
};

/** Renders a schema as the protocol's message. */
export function schemaMessage(schema: Schema): MessageInitShape<typeof SchemaSchema> {
  const version = BigInt(schema.version);
  return { version, block: { version, attributes: attributeMessages(schema.attributes) } };
}

function attributeMessages(attributes: Attributes): AttributeMessage[] {
  return Object.entries(attributes).map(([name, attribute]) => attributeMessage(name, attribute));
}

function attributeMessage(name: string, attribute: Attribute): AttributeMessage {
  const {
    required = false,
    optional = false,
    computed = false,
    sensitive = false,
    deprecated = false,
  } = attribute;
  const flags = { name, required, optional, computed, sensitive, deprecated };
  if (!isNested(attribute))
    return { ...flags, type: Buffer.from(JSON.stringify(terraformType(attribute.type))) };
  return {
    ...flags,
    nestedType: {
      nesting: NESTING[attribute.nesting],
      attributes: attributeMessages(attribute.attributes),
    },
  };
}

function terraformType(type: AttributeType): unknown {
  if (typeof type !== 'string') return [type[0], terraformType(type[1])];
  return type === 'int64' ? 'number' : type;
}
