import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.elasticsearch.index.analysis.AbstractIndexAnalyzerProvider;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/** What the mappings use of Elasticsearch's analysis-common module, which is not published, from the same Lucene classes. */
public class LanguageAnalysis extends Plugin implements AnalysisPlugin {
  @Override public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
    return Map.of("english", of(EnglishAnalyzer::new), "french", of(FrenchAnalyzer::new), "spanish", of(SpanishAnalyzer::new));
  }

  @Override public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
    return Map.of(
        "asciifolding", (index, env, name, settings) -> new Folding(name),
        "elision", (index, env, name, settings) -> filter(name, in -> new ElisionFilter(in, FrenchAnalyzer.DEFAULT_ARTICLES)),
        "stemmer", (index, env, name, settings) -> filter(name, EnglishPossessiveFilter::new)); // the one stemmer that the mappings name
  }

  private static AnalysisProvider<AnalyzerProvider<? extends Analyzer>> of(Supplier<Analyzer> make) {
    return (index, env, name, settings) -> new AbstractIndexAnalyzerProvider<Analyzer>(name) {
      private final Analyzer analyzer = make.get();
      @Override public Analyzer get() { return analyzer; }
    };
  }

  private static TokenFilterFactory filter(String name, UnaryOperator<TokenStream> wrap) {
    return new AbstractTokenFilterFactory(name) {
      @Override public TokenStream create(TokenStream in) { return wrap.apply(in); }
    };
  }

  /** é → e. "Normalizing" allows it in a normalizer too, for keyword fields. */
  private static class Folding extends AbstractTokenFilterFactory implements NormalizingTokenFilterFactory {
    Folding(String name) { super(name); }
    @Override public TokenStream create(TokenStream in) { return new ASCIIFoldingFilter(in); }
  }
}
