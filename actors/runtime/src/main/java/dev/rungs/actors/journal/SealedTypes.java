package dev.rungs.actors.journal;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Teaches Jackson the records of a sealed interface by their simple names, so that the engine needs
 * no Jackson. The name stands in the property {@code @type}, which no component can be called.
 *
 * <p>Every component of a record has to be there, but for a list: one that is absent is empty, so
 * that a record may get a list and events that were written before are still read.
 *
 * <p>A sealed interface may hold further ones; their records must then all have different names.
 */
final class SealedTypes extends SimpleModule {

  private static final long serialVersionUID = 1;

  static final String TYPE = "@type";

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.insertAnnotationIntrospector(new Introspector());
  }

  /** Returns the classes that values of a sealed interface have. */
  static List<Class<?>> leaves(Class<?> family) {
    List<Class<?>> leaves = descend(family).distinct().toList();
    Set<String> names = new HashSet<>();
    for (Class<?> leaf : leaves) {
      if (!names.add(leaf.getSimpleName())) {
        throw new IllegalArgumentException(
            family.getName()
                + " holds "
                + leaf.getSimpleName()
                + " twice, must hold it once: the name is what the journal keeps");
      }
    }
    return leaves;
  }

  private static Stream<Class<?>> descend(Class<?> type) {
    return isFamily(type)
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(SealedTypes::descend)
        : Stream.of(type);
  }

  // An enum whose constants have bodies is sealed as well, but is written as a word.
  private static boolean isFamily(Class<?> type) {
    return type.isSealed() && !type.isEnum();
  }

  private static final class Introspector extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
        MapperConfig<?> config, AnnotatedClass type, JavaType base) {
      if (!isFamily(type.getRawType())) {
        return null;
      }
      return new StdTypeResolverBuilder()
          .init(JsonTypeInfo.Id.NAME, null)
          .inclusion(JsonTypeInfo.As.PROPERTY)
          .typeProperty(TYPE);
    }

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
      return member instanceof AnnotatedParameter ? !isList(member) : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
      return isList(annotated)
          ? JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)
          : JsonSetter.Value.empty();
    }

    private static boolean isList(Annotated annotated) {
      return annotated.getRawType() == List.class;
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
      Class<?> type = annotated.getRawType();
      return isFamily(type)
          ? leaves(type).stream().map(leaf -> new NamedType(leaf, leaf.getSimpleName())).toList()
          : null;
    }
  }
}
