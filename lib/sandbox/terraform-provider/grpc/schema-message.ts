import {
  isNested,
  type Attribute,
  type Attributes,
  type AttributeType,
  type Schema,
} from '../../../provider-schema';

/** Renders a schema as the protocol's message. */
export function schemaMessage(schema: Schema): object {
  return {
    version: schema.version,
    block: { version: schema.version, attributes: attributeMessages(schema.attributes) },
  };
}

function attributeMessages(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([name, attribute]) => attributeMessage(name, attribute));
}

function attributeMessage(name: string, attribute: Attribute): object {
  const { required, optional, computed, sensitive, deprecated } = attribute;
  const flags = { name, required, optional, computed, sensitive, deprecated };
  if (!isNested(attribute))
    return { ...flags, type: Buffer.from(JSON.stringify(terraformType(attribute.type))) };
  return {
    ...flags,
    nested_type: {
      nesting: attribute.nesting.toUpperCase(),
      attributes: attributeMessages(attribute.attributes),
    },
  };
}

function terraformType(type: AttributeType): unknown {
  if (typeof type !== 'string') return [type[0], terraformType(type[1])];
  return type === 'int64' ? 'number' : type;
}
